using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;
using Portal.Client.Operations;
using Radzen;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>Says what an operation would cover, asks how it is to run, starts it, and closes with it.</summary>
public partial class BulkDialog
{
    private readonly ReplayChoices.Chosen _choices = new();
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private long? _count;
    private long _left;
    private bool _exact = true;
    private bool _starting;
    private string? _problem;
    private string? _refusal;
    private string? _typed;

    [Parameter]
    [EditorRequired]
    public BulkRequest Request { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public string By { get; set; } = "";

    [Inject]
    private IDeadLetterGateway Letters { get; set; } = null!;

    [Inject]
    private IOperationGateway Operations { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Word => (_count ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private bool Confirmed => Request.Kind is not OperationKind.Delete
        || _typed?.Replace(",", "", StringComparison.Ordinal).Trim() == Word
        || string.Equals(_typed?.Trim(), "delete", StringComparison.OrdinalIgnoreCase);

    private bool MayStart => _count > 0 && Confirmed && !_starting && _choices.RateProblem is null;

    private string Verb => $"{DeadLetterWords.VerbOf(Request.Kind)} {(_count is { } count ? Figures.Count(count) : "…")}";

    private string Covers => Request.Selected is not null
        ? "those you selected."
        : FilterWordsAreEmpty ? "every one there is that this can be done to." : "everything that matches now:";

    private bool FilterWordsAreEmpty => Filters.FilterWords.Of(Request.Filter).Count == 0;

    protected override async Task OnInitializedAsync()
    {
        if (Request.Selected is { } selected)
        {
            _count = selected.Count(Fits);
            _left = selected.Count - _count.Value;
            return;
        }

        try
        {
            var outcome = await Letters.CountAsync(Request.Filter, Gone);
            if (!outcome.Succeeded)
            {
                _problem = ProblemWords.Of(outcome.Problem);
                return;
            }

            var covered = DeadLetterWords.Covered(Request.Kind).Where(status => Request.Filter.Status is not { } only || only == status);
            _count = covered.Sum(status => outcome.Value.ByStatus.GetValueOrDefault(status));
            _exact = outcome.Value.IsExact;
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // The dialog was closed while it counted.
        }
        catch (Exception exception) // whatever fails is said in the dialog, the circuit lives on
        {
            ClientLog.LoadFailed(Logger(), exception);
            _problem = ProblemWords.Of(ProblemWords.Unexpected);
        }
    }

    private bool Fits(DeadLetterView letter) => DeadLetterWords.WhyNot(Request.Kind, letter.Status) is null;

    private async Task StartAsync()
    {
        if (!MayStart) return;

        _starting = true;
        _refusal = null;
        var isReplay = Request.Kind is OperationKind.Replay;
        var start = new StartOperation(
            Request.Kind,
            Request.Selected?.Where(Fits).Select(letter => letter.Id).ToList(),
            Request.Selected is null ? Request.Filter : null,
            isReplay ? _choices.RatePerSecond : null,
            isReplay && _choices.Canary,
            isReplay ? _choices.OtherQueue : null);
        Outcome<OperationView> outcome;
        try
        {
            outcome = Request.Kind is OperationKind.Delete
                ? await Operations.DeleteAsync(start, By, CancellationToken.None)
                : await Operations.StartAsync(start, By, CancellationToken.None);
        }
        catch (Exception exception) // whatever fails is said in the dialog, the circuit lives on
        {
            ClientLog.AskFailed(Logger(), exception, "start an operation");
            outcome = ProblemWords.Unexpected;
        }

        _starting = false;
        if (outcome.Succeeded)
        {
            Dialogs.Close(outcome.Value);
            return;
        }

        _errors = outcome.Problem.Errors ?? new Dictionary<string, string[]>();
        _refusal = ProblemWords.Of(outcome.Problem);
    }
}
