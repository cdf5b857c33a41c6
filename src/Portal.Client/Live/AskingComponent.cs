using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Portal.Client.Contracts;
using Radzen;

namespace Portal.Client.Live;

/// <summary>
/// A component that asks a gateway to do something: whatever comes of it becomes a notification, and an exception never
/// takes the circuit down.
/// </summary>
public abstract class AskingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Cancelled when the component is no longer shown.</summary>
    protected CancellationToken Gone => _gone.Token;

    protected bool IsGone { get; private set; }

    [Inject]
    protected NotificationService Notifications { get; set; } = null!;

    [Inject]
    private ILoggerFactory LoggerFactory { get; set; } = null!;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || IsGone) return;

        IsGone = true;
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>Asks, and tells the person how it went.</summary>
    /// <param name="what">What is asked, as in "Could not …": <c>stop the instance</c>.</param>
    /// <param name="ask">The call. Its token is not cancelled by leaving the page: the request is to be carried out.</param>
    /// <param name="done">The notification on success.</param>
    /// <param name="fieldErrors">Receives a refusal with field errors, which is then shown beside the fields instead.</param>
    /// <returns>The value, or null when it was refused or failed.</returns>
    protected async Task<T?> AskAsync<T>(
        string what,
        Func<CancellationToken, Task<Outcome<T>>> ask,
        Func<T, string> done,
        Action<IReadOnlyDictionary<string, string[]>>? fieldErrors = null)
        where T : class
    {
        Outcome<T> outcome;
        try
        {
            outcome = await ask(CancellationToken.None);
        }
        catch (Exception exception) // any failure of a gateway is shown, the circuit lives on
        {
            ClientLog.AskFailed(Logger(), exception, what);
            outcome = ProblemWords.Unexpected;
        }

        if (outcome.Succeeded)
        {
            Notifications.Notify(NotificationSeverity.Success, done(outcome.Value), duration: 4000);
            return outcome.Value;
        }

        if (outcome.Problem.Errors is { Count: > 0 } errors && fieldErrors is not null)
        {
            fieldErrors(errors);
            Notifications.Notify(NotificationSeverity.Warning, $"Could not {what}", "See the words beside the fields.", 5000);
            return null;
        }

        Notifications.Notify(NotificationSeverity.Error, $"Could not {what}", ProblemWords.Of(outcome.Problem), 10_000);
        return null;
    }

    protected ILogger Logger() => LoggerFactory.CreateLogger(GetType());
}
