using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Client.Orders;
using Portal.Data;

namespace Portal.Sales.Lists;

/// <summary>Conditions with their parameters, put together as a list needs them.</summary>
internal sealed class OrderWhere
{
    private readonly List<string> _conditions = [];
    private readonly List<SqliteParameter> _parameters;

    public OrderWhere() => _parameters = [];

    /// <summary>Further conditions of a statement that has those of <paramref name="inner"/> already.</summary>
    public OrderWhere(OrderWhere inner) => _parameters = [.. inner._parameters];

    public SqliteParameter[] Parameters => [.. _parameters.Select(p => new SqliteParameter(p.ParameterName, p.Value))];

    public OrderWhere Status(OrderStatus? status) => status is { } wanted ? Add($"\"Status\" = {Parameter((int)wanted)}") : this;

    public OrderWhere Placed(OrderFilter filter)
    {
        if (filter.From is { } from)
            Add($"\"PlacedAt\" >= {Parameter(from.ToUnixTimeMilliseconds())}");
        return filter.To is { } to ? Add($"\"PlacedAt\" < {Parameter(to.ToUnixTimeMilliseconds())}") : this;
    }

    public OrderWhere Text(OrderFilter filter)
    {
        if (string.IsNullOrWhiteSpace(filter.Text))
            return this;
        return filter.IdPrefix is { } id ? Add($"({NameLike(filter.Text)} OR {IdRange(id)})") : Name(filter.Text);
    }

    public OrderWhere Name(string text) => Add(NameLike(text));

    public OrderWhere IdPrefix(string prefix) => Add(IdRange(prefix));

    /// <summary>Only what comes after this place, in the key's order.</summary>
    public OrderWhere Beyond(OrderKey key, OrderCursor? cursor, string prefix = "") => cursor is null
        ? this
        : Add($"({prefix}{key.Column}, {prefix}\"Id\") {(key.Descending ? '<' : '>')} ({Parameter(cursor.Value)}, {Parameter(cursor.Id)})");

    /// <summary>A parameter that is no condition by itself.</summary>
    public string Parameter(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@w{_parameters.Count}");
        _parameters.Add(new SqliteParameter(name, value));
        return name;
    }

    public override string ToString() => _conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", _conditions);

    // 'g' follows the digits: everything that begins with the prefix sorts between the two.
    private string IdRange(string prefix) => $"(\"Id\" >= {Parameter(prefix)} AND \"Id\" < {Parameter(prefix + "g")})";

    private string NameLike(string text) => $"\"Customer\" LIKE {Parameter(LikePattern.Contains(text.Trim()))} ESCAPE '{LikePattern.Escape}'";

    private OrderWhere Add(string condition)
    {
        _conditions.Add(condition);
        return this;
    }
}
