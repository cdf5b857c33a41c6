using Microsoft.AspNetCore.Components;
using Portal.Client.Charts;

namespace Portal.Client.Queues;

/// <summary>One queue. Rendered when the queue has changed, and not whenever the list is.</summary>
public partial class QueueRow
{
    private QueueView? _rendered;
    private string _in = "";
    private string _out = "";

    [Parameter]
    [EditorRequired]
    public QueueView Queue { get; set; } = null!;

    [Parameter]
    public EventCallback<QueueView> OnAnswer { get; set; }

    [Inject]
    private IQueueGateway Gateway { get; set; } = null!;

    /// <summary>What a purge would delete, in three steps: the buttons need not be rendered for every message.</summary>
    private long Waiting => Math.Min(Queue.Ready + Queue.Scheduled, 2);

    protected override bool ShouldRender() => !ReferenceEquals(_rendered, Queue);

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_rendered, Queue)) return;

        var recent = Gateway.Recent(Queue.Name);
        var (published, acknowledged) = (recent[Figure.Published], recent[Figure.Acknowledged]);

        // One scale for both: what comes in and what is done are to be compared.
        var top = Math.Max(Highest(published), Highest(acknowledged));
        _in = SparkPath.Of(published, top);
        _out = SparkPath.Of(acknowledged, top);
    }

    protected override void OnAfterRender(bool firstRender) => _rendered = Queue;

    private static float Highest(float[] values) => values.Length == 0 ? 0 : values.Max();
}
