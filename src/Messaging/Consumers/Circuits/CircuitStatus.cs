namespace Messaging;

/// <summary>What is known of one downstream that is out, or seems to be, for one queue.</summary>
/// <param name="Downstream">What is called, as its <see cref="DownstreamUnavailableException"/> names it.</param>
/// <param name="State">Whether messages may reach it.</param>
/// <param name="Since">When it got into this trouble: the opening of the circuit, or the first failure while it is closed.</param>
/// <param name="Failures">Failures in a row, probes included.</param>
/// <param name="NextProbeAt">When one message is tried next; null while the circuit is closed or a probe is under way.</param>
/// <param name="Error">What the last failure said.</param>
public sealed record CircuitStatus(
    string Downstream, CircuitState State, DateTimeOffset Since, int Failures, DateTimeOffset? NextProbeAt, string Error);
