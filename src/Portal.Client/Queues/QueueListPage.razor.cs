using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Queues;

public partial class QueueListPage
{
    private LiveList<QueueView> _queues = LiveList<QueueView>.Empty();
    private LiveList<QueueView>? _coming;

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Follow<QueueView>(Apply);
        await ReloadAsync();
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
            });
    }

    private void Apply(IReadOnlyList<QueueView> changes)
    {
        _queues.Apply(changes);
        _coming?.Apply(changes);
    }

    private void Answered(QueueView queue) => Apply([queue]);

    private static int ByName(QueueView a, QueueView b) => string.CompareOrdinal(a.Name, b.Name);
}
