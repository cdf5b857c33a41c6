using System.Reflection;
using Messaging;

namespace Portal.Journeys;

/// <summary>The names of the messages that the services exchange, for people to choose from.</summary>
internal static class MessageTypes
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(MessageTypes).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<EventAttribute>()?.Name ?? type.GetCustomAttribute<CommandAttribute>()?.Name)
            .OfType<string>().Order(StringComparer.Ordinal),
    ];
}
