using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Http;

namespace Portal.Compute.Instances;

/// <summary>The filter of <c>GET /api/instances</c>.</summary>
internal sealed record InstanceListQuery(
    [property: Description("A part of the name, or the beginning of the id.")] string? Text,
    [property: Description("pending, running, stopping, stopped, shutting-down or terminated.")] string? State,
    [property: Description("launched, name, state or uptime; with '-' before it descending. Default -launched: newest first.")] string? Sort)
{
    private const int MaxText = 100;

    public bool TryRead([NotNullWhen(true)] out InstanceFilter? filter, [NotNullWhen(false)] out Problem? problem)
    {
        filter = null;
        if (Text is { Length: > MaxText })
        {
            problem = Problem.Invalid("text", $"must be at most {MaxText} characters");
            return false;
        }

        if (!QueryEnum.TryParse<InstanceState>(State, "state", out var state, out problem))
            return false;
        if (!InstanceFilter.TryParseSort(Sort, out var sort, out var descending))
        {
            problem = Problem.Invalid("sort", "must be launched, name, state or uptime, with '-' before it for descending");
            return false;
        }

        filter = new InstanceFilter(Text, state, sort, descending);
        return true;
    }
}
