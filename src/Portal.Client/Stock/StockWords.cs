using System.Globalization;
using Portal.Client.Elements;

namespace Portal.Client.Stock;

/// <summary>How pages show the events of a stream.</summary>
internal static class StockWords
{
    public static string Of(StockEventView what) => what.Kind switch
    {
        "received" => "Received",
        "reserved" => "Reserved for an order",
        "released" => "Released again",
        "shipped" => "Shipped",
        "adjusted" => "Adjusted",
        var other => other,
    };

    /// <summary>With its sign: what it did to the quantity on hand, or to what is reserved.</summary>
    public static string Change(StockEventView what) => what.Kind switch
    {
        "received" => Signed(what.Quantity) + " on hand",
        "adjusted" => Signed(what.Quantity) + " on hand",
        "reserved" => Signed(what.Quantity) + " reserved",
        "released" => Signed(-what.Quantity) + " reserved",
        "shipped" => Signed(-what.Quantity) + " on hand and reserved",
        _ => Signed(what.Quantity),
    };

    public static Tone ToneOf(string kind) => kind switch
    {
        "received" => Tone.Good,
        "adjusted" => Tone.Warn,
        "reserved" or "released" => Tone.Busy,
        _ => Tone.Neutral,
    };

    public static string IconOf(string kind) => kind switch
    {
        "received" => "add_box",
        "adjusted" => "edit",
        "reserved" => "bookmark",
        "released" => "bookmark_remove",
        _ => "local_shipping",
    };

    private static string Signed(long value) => value.ToString("+#,0;−#,0;0", CultureInfo.InvariantCulture);
}
