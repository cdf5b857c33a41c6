using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.Topics;

namespace Portal.Client.Queues;

/// <summary>A message written by hand, to a queue or a topic.</summary>
public partial class SendForm
{
    private IReadOnlyList<MessageTypeView> _types = [];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private string _type = "";
    private string _contentType = "application/json";
    private string _body = "{\n}";
    private string _offered = "{\n}";
    private string? _key;
    private string? _correlation;
    private string? _delay;
    private string? _live;
    private string? _headers;
    private string? _sent;
    private bool _busy;

    /// <summary>Where it goes; or <see cref="Topic"/>.</summary>
    [Parameter]
    public string? Queue { get; set; }

    [Parameter]
    public string? Topic { get; set; }

    [Inject]
    private IQueueMessageGateway Messages { get; set; } = null!;

    [Inject]
    private ITopicGateway Topics { get; set; } = null!;

    private string TypeHelp => _types.FirstOrDefault(type => type.Name == _type) is { } known
        ? $"A known {known.Kind}{(known.IsExpected ? ", expected here" : "; nobody here handles it")}."
        : "One of the list comes with a sample body. Any other name is possible, too.";

    protected override void OnInitialized()
    {
        _types = Messages.Types(Queue, Topic);
        if (_types.FirstOrDefault(type => type.IsExpected) is not { } first) return;

        _type = first.Name;
        OfferSample();
    }

    private string[]? Errors(string field) => _errors.GetValueOrDefault(field);

    /// <summary>What the person has written is not overwritten.</summary>
    private void OfferSample()
    {
        if (_types.FirstOrDefault(type => type.Name == _type) is { } known && (_body == _offered || string.IsNullOrWhiteSpace(_body)))
            _body = _offered = known.Sample;
    }

    private async Task SendAsync()
    {
        if (_busy) return;

        var errors = new Dictionary<string, string[]>();
        var message = Read(errors);
        _errors = errors;
        if (errors.Count > 0) return;

        _busy = true;
        _sent = null;
        if (Topic is { } topic)
        {
            await AskAsync($"publish to {topic}", token => Topics.PublishAsync(topic, message, token), sent => _sent = Reached(sent), Refused);
        }
        else
        {
            await AskAsync($"send to {Queue}", token => Messages.SendAsync(Queue!, message, token), sent => _sent = $"Sent with id {sent.Id}", Refused);
        }

        _busy = false;
    }

    private void Refused(IReadOnlyDictionary<string, string[]> errors) => _errors = errors;

    private static string Reached(PublishedMessage sent) => sent.DeliveredTo switch
    {
        0 => $"Published with id {sent.Id}; no subscription wanted it",
        1 => $"Published with id {sent.Id} to 1 queue",
        var count => $"Published with id {sent.Id} to {count} queues",
    };

    private SendMessage Read(Dictionary<string, string[]> errors)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (_headers ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) errors["headers"] = [$"“{line}” has no colon between name and value."];
            else headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return new SendMessage(_type.Trim(), _body)
        {
            ContentType = _contentType.Trim(),
            Headers = headers,
            OrderingKey = Text(_key),
            CorrelationId = Text(_correlation),
            DelaySeconds = Number("delaySeconds", _delay, errors),
            TimeToLiveSeconds = Number("timeToLiveSeconds", _live, errors),
        };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static double? Number(string field, string? text, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;

        errors[field] = [$"“{text}” is no number of seconds."];
        return null;
    }
}
