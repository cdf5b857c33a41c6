namespace Messaging;

/// <summary>What a confirmed publish or acknowledge survives.</summary>
public enum Durability
{
    /// <summary>A kill of the process, a crash of the system and a power cut (SQLite's <c>synchronous=FULL</c>).</summary>
    Full,

    /// <summary>
    /// A kill of the process. A crash of the system or a power cut may lose the newest messages, never the middle
    /// (SQLite's <c>synchronous=NORMAL</c> in WAL mode).
    /// </summary>
    Relaxed,
}
