using Messaging;

namespace Bench;

/// <param name="Padding">Brings the body to 256 bytes.</param>
[Command(Type, queue: Queue)]
internal sealed record Parcel(string Padding)
{
    public const string Type = "bench.parcel.v1";
    public const string Queue = "parcels";

    /// <summary>One of 256 bytes as JSON.</summary>
    public static Parcel Sample { get; } = new(new string('x', 256 - "{\"padding\":\"\"}".Length));
}
