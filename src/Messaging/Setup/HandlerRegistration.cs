using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Knows the CLR types that the rest of the consumer does not need to know.</summary>
internal abstract class HandlerRegistration(MessageContract contract, string handlerName)
{
    public MessageContract Contract { get; } = contract;

    /// <summary>What the inbox remembers; renaming the class makes the inbox forget.</summary>
    public string HandlerName { get; } = handlerName;

    public abstract void AddTo(IServiceCollection services);

    /// <summary>Deserializes and does nothing with it.</summary>
    /// <exception cref="UndeserializableException">The body is not what the type says.</exception>
    public abstract void Read(MessageSerializers serializers, Message message);

    public abstract Task InvokeAsync(
        IServiceProvider scope, MessageSerializers serializers, MessageContext context, CancellationToken cancellationToken);
}

internal sealed class HandlerRegistration<T, THandler>(MessageContract contract)
    : HandlerRegistration(contract, typeof(THandler).Name)
    where THandler : class, IHandler<T>
{
    public override void AddTo(IServiceCollection services) => services.AddScoped<THandler>();

    public override void Read(MessageSerializers serializers, Message message) => serializers.Read<T>(message);

    public override Task InvokeAsync(
        IServiceProvider scope, MessageSerializers serializers, MessageContext context, CancellationToken cancellationToken)
    {
        var message = serializers.Read<T>(context.Message);
        return scope.GetRequiredService<THandler>().HandleAsync(message, context, cancellationToken);
    }
}
