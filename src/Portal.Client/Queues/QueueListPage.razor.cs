using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Elements;
using Portal.Client.Live;
using Radzen;

namespace Portal.Client.Queues;

public partial class QueueListPage
{
    private static readonly TimeSpan _typingPause = TimeSpan.FromMilliseconds(400);

    private LiveList<QueueView> _queues = LiveList<QueueView>.Empty();
    private LiveList<QueueView>? _coming;
    private List<QueueView> _shown = [];
    private string _typing = "";
    private string _said = "";
    private int _typings;

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Order => QueueOrder.IsKnown(Sort) ? Sort! : "name";

    private string Text => _typing.Trim();

    private string? Note => Text.Length == 0 ? null : $"{Figures.Count(_shown.Count)} of {Figures.Count(_queues.Items.Count)}";

    protected override async Task OnInitializedAsync()
    {
        Follow<QueueView>(Apply);
        await ReloadAsync();
    }

    protected override void OnParametersSet()
    {
        // The address follows the typing after a pause: what was typed meanwhile must not be taken back by it.
        if ((Q ?? "") != _said)
            _typing = _said = Q ?? "";
        Show();
    }

    private Task ReloadAsync()
    {
        var queues = _coming = new LiveList<QueueView>(_ => true, ByName);
        return LoadAsync(
            _ =>
            {
                List<QueueView> all = [.. Gateway.List()];
                all.Sort(ByName);
                return Task.FromResult<Outcome<List<QueueView>>>(all);
            },
            all =>
            {
                queues.EndLoad(all);
                (_queues, _coming) = (queues, null);
                Show();
            });
    }

    private void Apply(IReadOnlyList<QueueView> changes)
    {
        _queues.Apply(changes);
        _coming?.Apply(changes);
        Show();
    }

    private void Answered(QueueView queue) => Apply([queue]);

    private void Show()
    {
        _shown = [.. _queues.Items.Where(queue => queue.Name.Contains(Text, StringComparison.OrdinalIgnoreCase))];
        QueueOrder.Sort(_shown, Order);
    }

    /// <summary>Shows at once what is in memory; the address, and with it the browser's history, only when the typing pauses.</summary>
    private async Task TypedAsync()
    {
        Show();
        var typing = ++_typings;
        try
        {
            await Task.Delay(_typingPause, Time, Gone);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return;
        }

        if (typing == _typings) Say();
    }

    private void Say()
    {
        if (_said == Text) return;

        _said = Text;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", _said.Length == 0 ? null : _said), replace: true);
    }

    private async Task CreateAsync()
    {
        var name = await Dialogs.OpenAsync<NewQueueDialog>("Create a queue", options: new DialogOptions { Width = "min(480px, 92vw)" });
        if (name is string created) Navigation.NavigateTo($"{QueueWords.Address(created)}?tab=settings");
    }

    private static int ByName(QueueView a, QueueView b) => string.CompareOrdinal(a.Name, b.Name);
}
