using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>A handler that gets messages as they are: bytes of whatever content type.</summary>
internal sealed class RawHandlerRegistration<THandler>(MessageContract contract)
    : HandlerRegistration(contract, typeof(THandler).Name)
    where THandler : class, IHandler<Message>
{
    public override void AddTo(IServiceCollection services) => services.AddScoped<THandler>();

    public override void Read(MessageSerializers serializers, Message message)
    {
        // Bytes are bytes.
    }

    public override Task InvokeAsync(
        IServiceProvider scope, MessageSerializers serializers, MessageContext context, CancellationToken cancellationToken) =>
        scope.GetRequiredService<THandler>().HandleAsync(context.Message, context, cancellationToken);
}
