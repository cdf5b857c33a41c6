using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data;

/// <summary>A list kept in one column: one row a write instead of one more for each element.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static string Write<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list, _options);

    public static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<T[]>(json, _options) ?? [];

    public static PropertyBuilder<IReadOnlyList<T>> IsJson<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasConversion(
        list => Write(list),
        json => Read<T>(json),
        new ValueComparer<IReadOnlyList<T>>(
            (a, b) => (a ?? Array.Empty<T>()).SequenceEqual(b ?? Array.Empty<T>()),
            list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
            list => list));
}
