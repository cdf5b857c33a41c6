namespace Messaging;

/// <summary>What a consumer does next.</summary>
internal enum Turn
{
    /// <summary>Handle the message it has.</summary>
    Handle,

    /// <summary>Receive, for itself and for the others.</summary>
    Lead,

    /// <summary>Wait for its turn.</summary>
    Wait,

    /// <summary>End: there are more consumers than needed, or the process stops.</summary>
    Leave,
}
