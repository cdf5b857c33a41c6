using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Orders;

/// <summary>Orders, as pages and REST use them.</summary>
public interface IOrderGateway
{
    /// <summary>Newest first.</summary>
    /// <param name="status">Only this status, or null for all.</param>
    /// <param name="customer">Only customers whose name contains this, ignoring ASCII case; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    [Reads]
    Task<Outcome<Page<OrderView>>> ListAsync(OrderStatus? status, string? customer, PageRequest page, CancellationToken cancellationToken);

    [Reads]
    Task<OrderView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores the order and the message that starts its processing in one transaction and returns at once.</summary>
    [Needs(Ability.Trade)]
    Task<Outcome<OrderView>> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken);

    /// <summary>Cancels an order that is not ready to ship yet; a refusal (409) names its status.</summary>
    [Needs(Ability.Trade)]
    Task<Outcome<OrderView>> CancelAsync(string id, CancellationToken cancellationToken);
}
