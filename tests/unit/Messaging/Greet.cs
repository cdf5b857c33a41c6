using System.Collections.Concurrent;
using Messaging;

namespace Unit.Messaging;

[Command("test.greet.v1", "greetings")]
public sealed record Greet(string Name);

[Event("test.greeted.v1", "test")]
public sealed record Greeted(string Name);

[Reply("test.greeting.v1")]
public sealed record Greeting(string Text);

/// <summary>What the handlers of these tests do, and what they saw. One for each host.</summary>
internal sealed class GreetDesk
{
    private int _active;

    public Func<Greet, MessageContext, CancellationToken, Task> Work { get; set; } = (_, _, _) => Task.CompletedTask;

    public ConcurrentQueue<(string Name, int DeliveryCount)> Seen { get; } = new();

    /// <summary>A service that the handler takes from its scope, or null.</summary>
    public Type? Scoped { get; set; }

    public int MostAtOnce { get; private set; }

    public async Task GreetAsync(Greet message, MessageContext context, CancellationToken cancellationToken)
    {
        var active = Interlocked.Increment(ref _active);
        lock (Seen)
            MostAtOnce = Math.Max(MostAtOnce, active);
        try
        {
            Seen.Enqueue((message.Name, context.DeliveryCount));
            await Work(message, context, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }
}

internal sealed class GreetHandler(GreetDesk desk, IServiceProvider scope) : IHandler<Greet>
{
    public Task HandleAsync(Greet message, MessageContext context, CancellationToken cancellationToken)
    {
        if (desk.Scoped is { } service)
            scope.GetService(service);
        return desk.GreetAsync(message, context, cancellationToken);
    }
}

internal sealed class GreetedHandler(GreetDesk desk) : IHandler<Greeted>
{
    public Task HandleAsync(Greeted message, MessageContext context, CancellationToken cancellationToken) =>
        desk.GreetAsync(new Greet(message.Name), context, cancellationToken);
}
