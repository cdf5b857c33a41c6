using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Orders;

/// <summary>Orders, as pages and REST use them.</summary>
public interface IOrderGateway
{
    /// <summary>A page of the orders that match, in this order.</summary>
    [Reads]
    Task<Outcome<OrderListing>> ListAsync(OrderFilter filter, OrderSort sort, OrderPageRequest page, CancellationToken cancellationToken);

    /// <summary>How many match, by status; the filter's own status is left out of account.</summary>
    [Reads]
    Task<OrderCounts> CountAsync(OrderFilter filter, CancellationToken cancellationToken);

    [Reads]
    Task<OrderView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores the order and the message that starts its processing in one transaction and returns at once.</summary>
    [Needs(Ability.Trade)]
    Task<Outcome<OrderView>> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken);

    /// <summary>Cancels an order that is not ready to ship yet; a refusal (409) names its status.</summary>
    [Needs(Ability.Trade)]
    Task<Outcome<OrderView>> CancelAsync(string id, CancellationToken cancellationToken);
}
