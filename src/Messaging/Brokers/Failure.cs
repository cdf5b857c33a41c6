namespace Messaging;

/// <summary>Why a message was not handled.</summary>
/// <param name="Reason">One of <see cref="DeadLetterReasons"/>, or a word of the caller's.</param>
/// <param name="ExceptionType">The full name of the exception's type, or null.</param>
/// <param name="ExceptionMessage">Its message, or null.</param>
/// <param name="Details">The exception with its stack, or null.</param>
public sealed record Failure(string Reason, string? ExceptionType = null, string? ExceptionMessage = null, string? Details = null)
{
    private const int MaxDetails = 32 * 1024;

    /// <summary>Takes the failure from an exception; details are cut at 32 K characters.</summary>
    public static Failure From(Exception exception, string reason = DeadLetterReasons.AttemptsExhausted)
    {
        var details = exception.ToString();
        return new Failure(
            reason,
            exception.GetType().FullName,
            exception.Message,
            details.Length > MaxDetails ? details[..MaxDetails] + " …" : details);
    }
}
