namespace Bench.Chaos;

/// <summary>Where a message may be, as far as is known.</summary>
[Flags]
internal enum Places
{
    None = 0,
    Nowhere = 1,
    Queue = 2,
    DeadLetters = 4,
}
