using Messaging;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.ThirdParties;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>
/// Asks the carriers for rates and the cheapest for a label. Crash window: the label made and not yet committed; the message
/// comes again and the idempotency key finds the same label at the same carrier. Another carrier may be the cheapest by
/// then: the choice is therefore stored before the label is asked for.
/// </summary>
internal sealed class MakeLabel(ServiceStore<WarehouseDbContext> store, CarrierClient carriers) : IHandler<CreateLabel>
{
    public async Task HandleAsync(CreateLabel message, MessageContext context, CancellationToken cancellationToken)
    {
        HandledMessage.Current = context;
        if (await BeginAsync(message, context, cancellationToken) is not { } shipment)
            return;
        if (shipment.Status != ShipmentStatus.Reserved)
        {
            await store.HandleOnceAsync(context, static _ => { }, cancellationToken);
            return;
        }

        var items = shipment.Lines.Sum(l => l.Quantity);
        var carrier = shipment.Carrier ?? await ChooseAsync(message.OrderId, items, cancellationToken);
        var tracking = await carriers.CreateLabelAsync(carrier, message.OrderId, items, cancellationToken);
        await store.HandleOnceAsync(
            context,
            work =>
            {
                // Cancelled while the carrier was asked: the label is void, as it is for a parcel that is never handed over.
                var stored = Find(work, message.OrderId);
                if (stored.Status != ShipmentStatus.Reserved)
                    return;
                stored.Status = ShipmentStatus.Labelled;
                stored.TrackingNumber = tracking;
                stored.UpdatedAt = work.Now.ToUnixTimeMilliseconds();
                work.Save(stored);
                work.Send(new LabelCreated(message.OrderId, carrier, tracking));
            },
            cancellationToken);
    }

    private async Task<string> ChooseAsync(string orderId, int items, CancellationToken cancellationToken)
    {
        var rates = await carriers.RatesAsync(orderId, items, cancellationToken);
        var cheapest = rates.OrderBy(r => r.Price).ThenBy(r => r.Carrier, StringComparer.Ordinal).First().Carrier;
        return await store.WriteAsync(
            work =>
            {
                var stored = Find(work, orderId);
                if (stored.Carrier is null)
                {
                    stored.Carrier = cheapest;
                    work.Save(stored);
                }

                return stored.Carrier;
            },
            cancellationToken);
    }

    /// <summary>What is to be shipped; null when this message was handled before.</summary>
    private Task<Shipment?> BeginAsync(CreateLabel message, MessageContext context, CancellationToken cancellationToken) => store.WriteAsync(
        work => work.WasHandled(context) ? null : Find(work, message.OrderId), cancellationToken);

    private static Shipment Find(Work<WarehouseDbContext> work, string orderId) =>
        work.FindShipment(orderId) ?? throw new UnknownShipmentException(orderId);
}
