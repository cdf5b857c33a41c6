using Microsoft.AspNetCore.Components;

namespace Portal.Client.DeadLetters.Groups;

/// <summary>Note and owner of a group, edited where they stand. What changes in the group meanwhile does not touch what is being typed.</summary>
public partial class GroupNotes
{
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private ElementReference _first;
    private bool _editing;
    private bool _focus;
    private bool _saving;
    private string? _note;
    private string? _owner;

    [Parameter]
    [EditorRequired]
    public DeadLetterGroup Group { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public string By { get; set; } = "";

    /// <summary>What the person's role lacks, or null.</summary>
    [Parameter]
    public string? WhyNot { get; set; }

    [Parameter]
    public EventCallback<DeadLetterGroup> OnNoted { get; set; }

    [Inject]
    private IDeadLetterGateway Gateway { get; set; } = null!;

    private string ButtonText => Group.Note is null && Group.Owner is null ? "Add a note or an owner" : "Edit";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focus) return;

        _focus = false;
        await _first.FocusAsync();
    }

    private void Edit()
    {
        (_note, _owner) = (Group.Note, Group.Owner);
        _errors = new Dictionary<string, string[]>();
        _editing = _focus = true;
    }

    private async Task SaveAsync()
    {
        _saving = true;
        var group = await AskAsync(
            "save the note",
            token => Gateway.NoteAsync(Group.Id, new GroupNote(_note, _owner), By, token),
            _ => "Note saved",
            errors => _errors = errors);
        _saving = false;
        if (group is null || IsGone) return;

        _editing = false;
        await OnNoted.InvokeAsync(group);
    }
}
