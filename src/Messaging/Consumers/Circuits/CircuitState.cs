namespace Messaging;

/// <summary>Whether a queue's messages may reach one of the things its handlers call.</summary>
public enum CircuitState
{
    /// <summary>As always. Failures in a row are counted.</summary>
    Closed,

    /// <summary>It is out: nothing is taken from the queue until the next probe.</summary>
    Open,

    /// <summary>It is out, and one message is being tried.</summary>
    Probing,
}
