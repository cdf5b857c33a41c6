using System.Collections.Concurrent;
using System.Reflection;
using Messaging;

namespace Unit.Support;

/// <summary>A broker of which single calls can be made to fail, or be watched; everything else is the real one's.</summary>
public class FaultyBroker : DispatchProxy
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private IBroker _inner = null!;

    /// <summary>Called with the name of each method before it is called, and with its arguments; what it throws, the method throws.</summary>
    public Action<string, object?[]> Before { get; set; } = (_, _) => { };

    /// <summary>Awaited before many are acknowledged; default: nothing.</summary>
    public Func<IReadOnlyList<Delivery>, Task>? Acknowledging { get; set; }

    public static (IBroker Broker, FaultyBroker Faults) Around(IBroker inner)
    {
        var broker = Create<IBroker, FaultyBroker>();
        var faults = (FaultyBroker)(object)broker;
        faults._inner = inner;
        return (broker, faults);
    }

    /// <summary>How often a method was called.</summary>
    public int Calls(string method) => _calls.GetValueOrDefault(method);

    /// <summary>The method fails with <paramref name="exception"/> the next <paramref name="times"/> times.</summary>
    public void Fail(string method, Func<Exception> exception, int times = int.MaxValue) => Before = (name, _) =>
    {
        if (name == method && Interlocked.Decrement(ref times) >= 0)
            throw exception();
    };

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _calls.AddOrUpdate(targetMethod!.Name, 1, (_, calls) => calls + 1);
        try
        {
            Before(targetMethod.Name, args!);
            if (Acknowledging is { } wait && args is [IReadOnlyList<Delivery> deliveries, ..])
                return AcknowledgeAsync(wait, deliveries);
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    private async Task<IReadOnlyList<Delivery>> AcknowledgeAsync(Func<IReadOnlyList<Delivery>, Task> wait, IReadOnlyList<Delivery> deliveries)
    {
        await wait(deliveries);
        return await _inner.AcknowledgeAsync(deliveries);
    }
}
