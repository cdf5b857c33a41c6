namespace Messaging.Embedded;

/// <summary>
/// The stored form of a batch: a version byte, then its messages in sequence. What is the same for all is said once: each message says
/// what is different from the one before it, which is the id and the body, as a rule.
///
/// A message of version 2 is a byte of <see cref="Flags"/>, what these say is to be said, in their order, its id, and its body, unless others use
/// that, too: its length and its bytes. A string is what it has of the same string of the message before, as a number of UTF-16 code units from
/// the beginning, and the rest, as its length in bytes and UTF-8. Headers are their number, then the name and the value of each. Numbers are
/// <see cref="Varint"/>s.
///
/// Of version 1, which is read (<see cref="BatchReader"/>) and not written any more, each message has everything.
/// </summary>
internal static class BatchData
{
    public const byte Version1 = 1;
    public const byte Version2 = 2;

    public const int HeaderBytes = 1;

    /// <summary>What is to be known of a message from the one before it.</summary>
    [Flags]
    public enum Flags : byte
    {
        /// <summary>It was published at the same time; otherwise so much later, in milliseconds, as a signed number. Of the first: than 1970.</summary>
        SameTime = 1,

        /// <summary>Its sequence is the next one; otherwise how much higher it is. The first one's is 0.</summary>
        NextSequence = 2,

        /// <summary>Its body is elsewhere, for others use it too: how much further on than that of the last such message before it, as a signed number.</summary>
        Shared = 4,

        /// <summary>It is of the same type.</summary>
        SameType = 8,

        /// <summary>Its body is of the same type.</summary>
        SameContentType = 16,

        /// <summary>It has the same headers.</summary>
        SameHeaders = 32,
    }

    /// <summary>All there are.</summary>
    public const Flags AllFlags =
        Flags.SameTime | Flags.NextSequence | Flags.Shared | Flags.SameType | Flags.SameContentType | Flags.SameHeaders;
}
