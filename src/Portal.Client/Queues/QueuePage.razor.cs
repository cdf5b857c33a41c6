using Microsoft.AspNetCore.Components;
using Portal.Client.Elements;
using Portal.Client.Live;
using Radzen;

namespace Portal.Client.Queues;

public partial class QueuePage
{
    private static readonly TabItem[] Views =
        [new(null, "Overview"), new("messages", "Messages"), new("send", "Send a message"), new("settings", "Settings")];

    private readonly Latest<QueueView> _queue = new();
    private string? _loaded;
    private bool _deleted;

    [Parameter]
    public string Name { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    /// <summary>Where the list of messages goes on.</summary>
    [SupplyParameterFromQuery]
    public long? After { get; set; }

    /// <summary>The message that is shown whole.</summary>
    [SupplyParameterFromQuery]
    public long? Message { get; set; }

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? About => _queue.Value switch
    {
        { BelongsToService: true } => "Handled by a service of the portal.",
        not null => "For programs that receive over REST.",
        null => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Name) return;

        _loaded = Name;
        _deleted = false;
        _queue.Forget();
        Unfollow();
        Follow<QueueView>(
            changes =>
            {
                foreach (var change in changes) _queue.Offer(change);
            },
            Name);
        StartOver();
        await ReloadAsync();
    }

    private Task ReloadAsync() =>
        LoadAsync(_ => Task.FromResult(Found(Gateway.Find(Name), "queue", Name)), Answered);

    private void Answered(QueueView queue) => _queue.Offer(queue);

    private async Task DeleteAsync()
    {
        if (Gateway.Find(Name) is not { } now) return;

        var name = Name;
        var sure = await Dialogs.AreYouSureAsync(
            $"Delete {name}?",
            $"The queue goes, with {QueueWords.Messages(now.Ready + now.Leased + now.Scheduled)} in it and every subscription that leads to it. Its dead letters stay. This cannot be undone.",
            "Delete",
            typeName: name);
        if (!sure) return;

        var gone = await AskAsync($"delete {name}", token => Gateway.DeleteAsync(name, token), _ => $"{name} is deleted");
        if (gone is null || IsGone) return;

        _deleted = true;
        Navigation.NavigateTo("queues");
    }
}
