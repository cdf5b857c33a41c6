using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Portal.Client.Contracts;
using Portal.Client.Elements;

namespace Portal.Client.Live;

/// <summary>
/// A component that asks a gateway to do something: the person sees that it is under way, then what came of it, and an
/// exception never takes the circuit down.
/// </summary>
public abstract class AskingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Cancelled when the component is no longer shown.</summary>
    protected CancellationToken Gone => _gone.Token;

    protected bool IsGone { get; private set; }

    [Inject]
    protected Toasts Toasts { get; set; } = null!;

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
    /// <param name="ask">The call, on a pool thread. Its token is not cancelled by leaving the page: the request is to be carried out.</param>
    /// <param name="done">What the notification becomes on success.</param>
    /// <param name="fieldErrors">Receives a refusal with field errors, which is then shown beside the fields instead.</param>
    /// <param name="link">Where to see it, on success.</param>
    /// <returns>The value, or null when it was refused or failed.</returns>
    protected async Task<T?> AskAsync<T>(
        string what,
        Func<CancellationToken, Task<Outcome<T>>> ask,
        Func<T, string> done,
        Action<IReadOnlyDictionary<string, string[]>>? fieldErrors = null,
        Func<T, ToastLink?>? link = null)
        where T : class
    {
        var toast = Toasts.Begin($"{char.ToUpperInvariant(what[0])}{what[1..]} …");
        Outcome<T> outcome;
        try
        {
            // Not in the circuit's own time, as in LivePage: a file that is locked would hold up everything else that is clicked.
            outcome = await Task.Run(() => ask(CancellationToken.None));
        }
        catch (Exception exception) // any failure of a gateway is shown, the circuit lives on
        {
            ClientLog.AskFailed(Logger(), exception, what);
            outcome = ProblemWords.Unexpected;
        }

        if (outcome.Succeeded)
        {
            toast.Succeed(done(outcome.Value), link?.Invoke(outcome.Value));
            return outcome.Value;
        }

        if (outcome.Problem.Errors is { Count: > 0 } errors && fieldErrors is not null)
        {
            fieldErrors(errors);
            toast.Warn($"Could not {what}", "See the words beside the fields.");
            return null;
        }

        toast.Fail($"Could not {what}", ProblemWords.Of(outcome.Problem));
        return null;
    }

    protected ILogger Logger() => LoggerFactory.CreateLogger(GetType());
}
