using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Queues;

/// <summary>The messages of a queue, a page at a time, read when asked for: a queue at work changes faster than anybody reads.</summary>
public partial class QueueBrowser
{
    private const int PageSize = 50;

    private (string Queue, long After)? _looked;
    private (string Queue, long? Message)? _opened;
    private BrowsePage? _page;
    private Problem? _problem;
    private BrowsedContent? _content;
    private Problem? _contentProblem;

    [Parameter]
    [EditorRequired]
    public string Queue { get; set; } = "";

    [Parameter]
    public long After { get; set; }

    [Parameter]
    public long? Message { get; set; }

    [Inject]
    private IQueueMessageGateway Gateway { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_looked != (Queue, After)) await LookAsync();
        if (_opened != (Queue, Message)) await OpenAsync();
    }

    private async Task LookAsync()
    {
        _looked = (Queue, After);
        var looked = await ReadAsync(token => Gateway.BrowseAsync(Queue, After, PageSize, token));
        if (looked is null) return;

        (_page, _problem) = (looked.Value, looked.Problem);
    }

    private async Task OpenAsync()
    {
        _opened = (Queue, Message);
        (_content, _contentProblem) = (null, null);
        if (Message is not { } sequence) return;

        var found = await ReadAsync(token => Gateway.FindAsync(Queue, sequence, token));
        if (found is not null && _opened == (Queue, Message)) (_content, _contentProblem) = (found.Value, found.Problem);
    }

    private async Task<Outcome<T>?> ReadAsync<T>(Func<CancellationToken, Task<Outcome<T>>> read)
        where T : class
    {
        try
        {
            return await read(Gone);
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return null;
        }
        catch (Exception exception) // any failure of a gateway becomes an error with a Retry button
        {
            ClientLog.LoadFailed(Logger(), exception);
            return ProblemWords.Unexpected;
        }
    }

    private string Link(long? message)
    {
        var after = After > 0 ? $"&after={After}" : "";
        return $"{QueueWords.Address(Queue)}?tab=messages{after}{(message is null ? "" : $"&message={message}")}";
    }
}
