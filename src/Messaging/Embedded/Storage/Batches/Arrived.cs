namespace Messaging.Embedded;

/// <summary>A message that the open transaction puts into a queue, not written yet.</summary>
/// <param name="Entry">The message.</param>
/// <param name="Head">Everything but its body, as it is stored (<see cref="MessageHead"/>).</param>
internal readonly record struct Arrived(Entry Entry, byte[] Head);
