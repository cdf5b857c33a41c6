namespace Messaging.Embedded;

/// <summary>Why a message is in the <see cref="InFlightLedger"/>.</summary>
internal enum InFlightState
{
    /// <summary>The line is empty.</summary>
    None,

    /// <summary>It is leased.</summary>
    Leased,

    /// <summary>It was leased when a process ended, and waits to be delivered alone.</summary>
    Suspected,

    /// <summary>It was leased when a process ended, and is leased again, alone among the suspects.</summary>
    SuspectLeased,
}
