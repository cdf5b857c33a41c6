namespace Portal.Client.Elements;

/// <summary>How much a button asks to be pressed.</summary>
public enum ButtonLook
{
    /// <summary>One of several things that can be done.</summary>
    Plain,

    /// <summary>The one thing this page or form is for.</summary>
    Primary,

    /// <summary>Ends or deletes something.</summary>
    Danger,

    /// <summary>Without a border, beside text.</summary>
    Quiet,
}
