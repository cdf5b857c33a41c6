using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;

namespace Portal.Client.Stock;

/// <summary>The quantity of a SKU over the last hour, day, month or year; the span is in the address.</summary>
public partial class StockCurve
{
    private const int Points = 97;
    private static readonly (string? Name, string Text)[] Spans = [("hour", "Hour"), (null, "Day"), ("month", "Month"), ("year", "Year")];
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);

    private IReadOnlyList<CurvePoint> _points = [];
    private (string?, long)? _shown;
    private DateTimeOffset _readAt;
    private double _top = 1;
    private double _step = 1;

    [Parameter]
    [EditorRequired]
    public string Sku { get; set; } = "";

    [Parameter]
    [EditorRequired]
    public long Version { get; set; }

    [SupplyParameterFromQuery(Name = "span")]
    public string? Name { get; set; }

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private TimeSpan Span => Name switch
    {
        "hour" => TimeSpan.FromHours(1),
        "month" => TimeSpan.FromDays(30),
        "year" => TimeSpan.FromDays(365),
        _ => TimeSpan.FromDays(1),
    };

    private string Summary => $"On hand from {Figures.Count((long)_points[0].OnHand)} to {Figures.Count((long)_points[^1].OnHand)}, "
        + $"at most {Figures.Count((long)_points.Max(point => point.OnHand))}; reserved now {Figures.Count((long)_points[^1].Reserved)}.";

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Name, Version);
        if (_shown == wanted) return;

        // While orders pour in, a new curve every few seconds is enough.
        var sameSpan = _shown?.Item1 == Name && _shown is not null;
        if (sameSpan && Time.GetUtcNow() - _readAt < ReadAgainAfter && _points.Count > 0) return;

        _shown = wanted;
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        _readAt = Time.GetUtcNow();
        var to = _readAt;
        return LoadAsync(
            async token => (Outcome<List<StockPoint>>)(await Gateway.CurveAsync(Sku, to - Span, to, Points, token)).ToList(),
            points =>
            {
                _points = [.. points.Select(point => new CurvePoint(point.At.UtcDateTime, point.OnHand, point.Reserved))];
                _step = RoundUp(Math.Max(1, (_points.Count > 0 ? _points.Max(point => Math.Max(point.OnHand, point.Reserved)) : 0) / 4));
                _top = _step * 4;
            });
    }

    private string AddressOf(string? name) => Navigation.GetUriWithQueryParameter("span", name);

    private string Label(object value) => value is DateTime at
        ? at.ToString(Span > TimeSpan.FromDays(1) ? "d MMM" : "HH:mm", CultureInfo.InvariantCulture)
        : value?.ToString() ?? "";

    private static double RoundUp(double value)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var digit = value / magnitude;
        return magnitude * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
