using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Operations;

/// <summary>How far an operation is, with its speed and the time left. It follows the operation by itself, unless told otherwise.</summary>
public partial class OperationProgress
{
    private readonly Latest<OperationView> _shown = new();
    private OperationSpeed _speed = new();
    private string? _followed;

    [Parameter]
    [EditorRequired]
    public OperationView Operation { get; set; } = null!;

    /// <summary>False where the parent hands in every change anyway.</summary>
    [Parameter]
    public bool Follows { get; set; } = true;

    /// <summary>Without the words about why it waits, where they are said elsewhere.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>What the bar is of, for screen readers; default: the operation's title.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Told of each change, for a parent that shows more of it.</summary>
    [Parameter]
    public EventCallback<OperationView> OnChanged { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (_followed != Operation.Id)
        {
            Unfollow();
            _shown.Forget();
            _speed = new OperationSpeed();
            _followed = Operation.Id;
            if (Follows) Follow<OperationView>(Apply, Operation.Id);
        }

        _shown.Offer(Operation);
        SeeSpeed();
    }

    private void SeeSpeed() => _speed.See(_shown.Value!, Time.GetUtcNow());

    private void Apply(IReadOnlyList<OperationView> changes)
    {
        foreach (var change in changes)
        {
            if (!_shown.Offer(change)) continue;

            _speed.See(change, Time.GetUtcNow());
            _ = OnChanged.InvokeAsync(change);
        }
    }

    private static string Counted(OperationView operation) =>
        $"{Figures.Count(operation.Done)} of {Figures.Count(operation.Total)} {OperationWords.Done(operation.Kind)}";

    /// <summary>Shares of the bar in percent. What is done and came back is shown as that.</summary>
    private static IEnumerable<(double Share, string Kind)> Parts(OperationView operation)
    {
        yield return (Share(operation.Done - operation.FailedAgain), "done");
        yield return (Share(operation.FailedAgain + operation.Failed), "failed");
        yield return (Share(operation.Skipped), "skipped");

        double Share(long count) => operation.Total == 0 ? 0 : 100.0 * count / operation.Total;
    }
}
