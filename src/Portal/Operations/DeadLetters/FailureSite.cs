using System.Security.Cryptography;
using System.Text;
using Messaging;

namespace Portal.Operations.DeadLetters;

/// <summary>Where something went wrong: what failures are grouped by.</summary>
/// <param name="GroupId">The same for the same type, exception and frame, for ever and everywhere.</param>
/// <param name="Type">The message type.</param>
/// <param name="ExceptionType">The exception type, or null.</param>
/// <param name="TopFrame">The first method that is not the framework's, or null.</param>
internal sealed record FailureSite(string GroupId, string Type, string? ExceptionType, string? TopFrame)
{
    public static FailureSite Of(DeadLetter letter) => Of(letter, StackFrames.Methods(letter.Failure.Details));

    public static FailureSite Of(DeadLetter letter, IReadOnlyList<string> methods)
    {
        var (type, exception, frame) = (letter.Type, letter.Failure.ExceptionType, StackFrames.Top(methods));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{exception}\n{frame}"));
        return new FailureSite(Convert.ToHexStringLower(hash.AsSpan(0, 8)), type, exception, frame);
    }
}
