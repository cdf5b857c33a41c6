using System.ComponentModel;
using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>The paging part of a list's query string.</summary>
internal sealed record PageQuery(
    [property: Description("Items a page, 1 to 500; default 50.")] int? Limit,
    [property: Description("The 'next' of the page before.")] string? After)
{
    public Problem? Problem => Limit is < 1 or > PageRequest.MaxLimit
        ? Client.Contracts.Problem.Invalid("limit", $"must be 1 to {PageRequest.MaxLimit}")
        : null;

    public PageRequest ToRequest() => new(Limit ?? PageRequest.DefaultLimit, After);
}
