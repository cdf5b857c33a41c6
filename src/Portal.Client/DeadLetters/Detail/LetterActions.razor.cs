using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters.Filters;
using Portal.Client.Elements;
using Portal.Client.Operations;
using Radzen;

namespace Portal.Client.DeadLetters.Detail;

/// <summary>What can be done to one dead letter, and why the rest cannot.</summary>
public partial class LetterActions
{
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public DeadLetterView Letter { get; set; } = null!;

    /// <summary>The view it was opened from.</summary>
    [Parameter]
    [EditorRequired]
    public DeadLetterFilter Filter { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public string By { get; set; } = "";

    [Parameter]
    public EventCallback<DeadLetterView> OnChanged { get; set; }

    [Parameter]
    public EventCallback OnDeleted { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    /// <summary>What the person's role lacks, or null.</summary>
    [Parameter]
    public string? RoleReason { get; set; }

    // Said once for all to see; each button says it, too.
    private string? Reason => RoleReason ?? (Letter.EditedTo is null ? Why(OperationKind.Replay) : "An edited copy was sent in its place.");

    private string? Why(OperationKind kind) => DeadLetterWords.WhyNot(kind, Letter.Status);

    private void Edit() => Navigation.NavigateTo(DeadLetterAddress.Edit(Letter.Id, Filter));

    private Task ReplayAsync() =>
        DoAsync("replay the message", token => Gateway.ReplayAsync(Letter.Id, null, By, token), replayed => $"The message is back in {replayed.Queue}");

    private async Task ReplayElsewhereAsync()
    {
        var chosen = await Dialogs.OpenAsync<QueueDialog>(
            "Replay to a queue",
            new Dictionary<string, object?> { [nameof(QueueDialog.Failed)] = Letter.Queue },
            new DialogOptions { Width = "min(460px, 92vw)" });
        if (chosen is not string queue) return;

        await DoAsync(
            "replay the message",
            token => Gateway.ReplayAsync(Letter.Id, new DeadLetterEdit(Queue: queue), By, token),
            _ => $"The message is in {queue}");
    }

    private Task ArchiveAsync() => DoAsync("archive the dead letter", token => Gateway.ArchiveAsync(Letter.Id, By, token), ArchiveWords.Done);

    private Task RestoreAsync() =>
        DoAsync("restore the dead letter", token => Gateway.RestoreAsync(Letter.Id, By, token), restored => $"Restored: it is {WireName.Of(restored.Status)} again");

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.AreYouSureAsync(
            "Delete for good?", "Message, exception and history are gone for good. This cannot be undone; archiving can.", "Delete for good");
        if (!sure) return;

        if (await AskOnceAsync("delete the dead letter", token => Gateway.DeleteAsync(Letter.Id, By, token), _ => "Deleted") is not null)
            await OnDeleted.InvokeAsync();
    }

    private async Task DoAsync(string what, Func<CancellationToken, Task<Outcome<DeadLetterView>>> act, Func<DeadLetterView, string> done)
    {
        if (await AskOnceAsync(what, act, done) is { } changed) await OnChanged.InvokeAsync(changed);
    }

    // A second click before the answer of the first is none.
    private async Task<DeadLetterView?> AskOnceAsync(
        string what, Func<CancellationToken, Task<Outcome<DeadLetterView>>> act, Func<DeadLetterView, string> done)
    {
        if (_busy) return null;

        _busy = true;
        var letter = await AskAsync(what, act, done);
        _busy = false;
        return IsGone ? null : letter;
    }
}
