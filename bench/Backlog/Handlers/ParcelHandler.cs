using Messaging;

namespace Bench;

/// <summary>Does nothing: any work of its own would hide what delivering takes.</summary>
internal sealed class ParcelHandler(HandledCount count) : IHandler<Parcel>
{
    public Task HandleAsync(Parcel message, MessageContext context, CancellationToken cancellationToken)
    {
        count.Handled();
        return Task.CompletedTask;
    }
}
