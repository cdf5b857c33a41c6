using Messaging;

namespace Bench;

internal sealed class TickHandler(LatencyRecord record) : IHandler<Tick>
{
    public Task HandleAsync(Tick message, MessageContext context, CancellationToken cancellationToken)
    {
        record.Handled(message);
        return Task.CompletedTask;
    }
}
