namespace Portal.Data;

/// <summary>Amounts are stored as whole minor units (cents): SQLite has no decimal, and a REAL would round.</summary>
internal static class Money
{
    public static long ToMinor(decimal amount) => decimal.ToInt64(decimal.Round(amount * 100));

    public static decimal FromMinor(long minor) => minor / 100m;
}
