using Microsoft.AspNetCore.Components;
using Portal.Client.Charts;
using Portal.Client.Contracts;

namespace Portal.Client.Stock;

/// <summary>The quantity of a SKU over the last hour, day, month or year; the span is in the address.</summary>
public partial class StockCurve
{
    private const int Points = 97;
    private static readonly (string? Name, string Text)[] Spans = [("hour", "Hour"), (null, "Day"), ("month", "Month"), ("year", "Year")];
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(5);

    private ChartSeries[] _series = [];
    private DateTimeOffset _end;
    private TimeSpan _step = TimeSpan.FromMinutes(15);
    private TimeSpan _span = TimeSpan.FromDays(1);
    private (string?, long)? _shown;
    private DateTimeOffset _readAt;
    private bool _willRead;

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

    private string Note => $"last {Name ?? "day"}, UTC";

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Name, Version);
        if (_shown == wanted) return;

        // While orders pour in, a new curve every few seconds is enough; the last one is never left out.
        var sameSpan = _shown is not null && _shown.Value.Item1 == Name;
        _shown = wanted;
        var wait = _readAt + ReadAgainAfter - Time.GetUtcNow();
        if (sameSpan && _series.Length > 0 && wait > TimeSpan.Zero) _ = ReadLaterAsync(wait);
        else await ReloadAsync();
    }

    private async Task ReadLaterAsync(TimeSpan wait)
    {
        if (_willRead) return;

        _willRead = true;
        try
        {
            await Task.Delay(wait, Time, Gone);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return;
        }

        _willRead = false;
        await ReloadAsync();
        StateHasChanged();
    }

    private Task ReloadAsync()
    {
        _readAt = Time.GetUtcNow();
        var (to, span) = (_readAt, Span);
        return LoadAsync(
            async token => (Outcome<List<StockPoint>>)(await Gateway.CurveAsync(Sku, to - span, to, Points, token)).ToList(),
            points =>
            {
                (_end, _span, _step) = (to, span, span / (Points - 1));
                _series = points.Count < 2
                    ? []
                    : [new("On hand", [.. points.Select(point => (float)point.OnHand)]), new("Reserved", [.. points.Select(point => (float)point.Reserved)])];
            });
    }

    private string AddressOf(string? name) => Navigation.GetUriWithQueryParameter("span", name);
}
