using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;

namespace Portal.Operations.Bulk;

/// <summary>A filter as the query string of the dead letters page, for the way back.</summary>
internal static class FilterAddress
{
    public static string Of(DeadLetterFilter filter)
    {
        var query = new QueryBuilder();
        Add("queue", filter.Queue);
        Add("type", filter.Type);
        Add("status", filter.Status is { } status ? WireName.Of(status) : null);
        Add("text", filter.Text);
        Add("exception", filter.Exception);
        Add("from", Time(filter.From));
        Add("to", Time(filter.To));
        Add("group", filter.Group);
        return query.ToString().TrimStart('?');

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }
    }

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
