using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Knows the CLR types that the rest of the consumer does not need to know.</summary>
internal abstract class HandlerRegistration(MessageContract contract, string handlerName)
{
    public MessageContract Contract { get; } = contract;

    /// <summary>What the inbox remembers; renaming the class makes the inbox forget.</summary>
    public string HandlerName { get; } = handlerName;

    public abstract void AddTo(IServiceCollection services);

    public abstract Task InvokeAsync(
        IServiceProvider scope, MessageSerializers serializers, MessageContext context, CancellationToken cancellationToken);
}

internal sealed class HandlerRegistration<T, THandler>(MessageContract contract)
    : HandlerRegistration(contract, typeof(THandler).Name)
    where THandler : class, IHandler<T>
{
    public override void AddTo(IServiceCollection services) => services.AddScoped<THandler>();

    public override Task InvokeAsync(
        IServiceProvider scope, MessageSerializers serializers, MessageContext context, CancellationToken cancellationToken)
    {
        var message = serializers.Read<T>(context.Message);
        return scope.GetRequiredService<THandler>().HandleAsync(message, context, cancellationToken);
    }
}
