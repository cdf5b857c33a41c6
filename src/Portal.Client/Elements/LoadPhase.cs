namespace Portal.Client.Elements;

public enum LoadPhase
{
    Loading,
    Ready,
    NotFound,
    Forbidden,
    Failed,
}
