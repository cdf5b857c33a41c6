using Portal.Data;

namespace Portal.Billing.Data;

/// <summary>What every charge writes and asks before and after it; statements in place of the context's, for their speed.</summary>
internal static class ChargeAttemptTable
{
    private const string Insert = "INSERT INTO charge_attempt (OrderId, StartedAt) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private const string Delete = "DELETE FROM charge_attempt WHERE OrderId = $1";
    private const string Exists = "SELECT 1 FROM charge_attempt WHERE OrderId = $1";
    private const string Cancelled = "SELECT 1 FROM cancelled_order WHERE OrderId = $1";

    public static bool WasTried(this Work<BillingDbContext> work, string orderId) => work.Sql(Exists).Any(orderId);

    public static void BeginCharge(this Work<BillingDbContext> work, string orderId) =>
        work.Sql(Insert).Run(orderId, work.Now.ToUnixTimeMilliseconds());

    public static void EndCharge(this Work<BillingDbContext> work, string orderId) => work.Sql(Delete).Run(orderId);

    public static bool IsCancelled(this Work<BillingDbContext> work, string orderId) => work.Sql(Cancelled).Any(orderId);
}
