using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.Live;

namespace Portal.Client.Stock;

/// <summary>How much there was of a SKU at a time that is picked.</summary>
public partial class PastStockCard
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss";

    private DateTimeOffset _at;
    private StockView? _past;
    private string? _problem;

    [Parameter]
    [EditorRequired]
    public string Sku { get; set; } = "";

    [Inject]
    private IStockGateway Gateway { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _at = Time.GetUtcNow() - TimeSpan.FromHours(1);
        await AskAsync();
    }

    private async Task ChangedAsync(ChangeEventArgs e)
    {
        var known = DateTimeOffset.TryParse(
            (string?)e.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at);
        if (!known)
        {
            _problem = "Pick a day and a time.";
            return;
        }

        _at = at;
        await AskAsync();
    }

    private async Task AskAsync()
    {
        try
        {
            _past = await Gateway.FindAsync(Sku, _at, Gone);
            _problem = null;
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // the page was left
        }
        catch (Exception exception) // shown beside the time
        {
            ClientLog.LoadFailed(Logger(), exception);
            _problem = "It could not be read just now. Try again.";
        }
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
