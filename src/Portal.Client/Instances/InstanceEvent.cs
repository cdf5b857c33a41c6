namespace Portal.Client.Instances;

/// <summary>One line of an instance's history.</summary>
/// <param name="Version">The version of the instance that this led to.</param>
/// <param name="At">When.</param>
/// <param name="What">What was asked (<c>launch</c>, <c>stop</c>, <c>force-stop</c>, <c>start</c>, <c>reboot</c>, <c>terminate</c>, <c>protect</c>,
/// <c>unprotect</c>) or what came of it (<c>launched</c>, <c>stopped</c>, <c>exited</c>, <c>launch-failed</c>, <c>stop-refused</c>, <c>terminated</c>,
/// <c>command-failed</c>, <c>command-replayed</c>).</param>
/// <param name="State">The state afterwards.</param>
/// <param name="Reason">The reason of that state, or null.</param>
/// <param name="By">Who asked; null when the portal did it.</param>
public sealed record InstanceEvent(long Version, DateTimeOffset At, string What, InstanceState State, StateReason? Reason, string? By);
