using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Radzen;

namespace Portal.Client.Queues;

/// <summary>One queue, and what can be done to it.</summary>
public partial class QueueRow
{
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public QueueView Queue { get; set; } = null!;

    [Parameter]
    public EventCallback<QueueView> OnAnswer { get; set; }

    [Parameter]
    public EventCallback OnPurged { get; set; }

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private string Options =>
        $"{Queue.MaxDeliveryAttempts} attempts, {Figures.Duration(TimeSpan.FromSeconds(Queue.LeaseSeconds))} lease"
        + (Queue.MaxLength is { } max ? $", at most {Figures.Count(max)}" : "");

    private Task PauseAsync() => ChangeAsync("pause", Gateway.PauseAsync, "is paused: what is being handled goes on, nothing new is handed out");

    private Task ResumeAsync() => ChangeAsync("resume", Gateway.ResumeAsync, "delivers again");

    private async Task ChangeAsync(string verb, Func<string, CancellationToken, Task<Outcome<QueueView>>> change, string done)
    {
        var name = Queue.Name;
        _busy = true;
        var queue = await AskAsync($"{verb} {name}", token => change(name, token), _ => $"{name} {done}");
        _busy = false;
        if (queue is not null && !IsGone) await OnAnswer.InvokeAsync(queue);
    }

    private async Task PurgeAsync()
    {
        var name = Queue.Name;
        var sure = await Dialogs.OpenAsync<PurgeDialog>(
            $"Purge {name}?",
            new Dictionary<string, object?> { [nameof(PurgeDialog.Queue)] = name },
            new DialogOptions { Width = "min(460px, 92vw)" });
        if (sure is not true) return;

        _busy = true;
        var result = await AskAsync(
            $"purge {name}",
            token => Gateway.PurgeAsync(name, token),
            purged => $"{Figures.Count(purged.Purged)} messages deleted from {name}");
        _busy = false;
        if (result is not null && !IsGone) await OnPurged.InvokeAsync();
    }
}
