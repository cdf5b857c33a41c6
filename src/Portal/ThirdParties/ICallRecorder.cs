using Messaging;

namespace Portal.ThirdParties;

/// <summary>Who wants to know of the calls that handlers make. Must return at once.</summary>
internal interface ICallRecorder
{
    void Record(ThirdPartyCall call);
}

/// <summary>
/// The message that is being handled, for what is called on its behalf. A handler that calls third parties says so at its
/// beginning; what it sets ends with it, because an asynchronous method's context is its own.
/// </summary>
internal static class HandledMessage
{
    private static readonly AsyncLocal<MessageContext?> _current = new();

    public static MessageContext? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }
}
