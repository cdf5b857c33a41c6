namespace Portal.Compute.States;

/// <summary>What came of the work on an instance, or happened to it.</summary>
internal enum InstanceOutcome
{
    /// <summary>Its process runs.</summary>
    Launched,

    /// <summary>Its process could not be started; nothing runs.</summary>
    LaunchFailed,

    /// <summary>Its process was stopped, as asked.</summary>
    Stopped,

    /// <summary>Its process did not end when asked to, and may not be killed; it still runs.</summary>
    StopRefused,

    /// <summary>Its process ended without our doing, or before we noticed that it did as asked.</summary>
    Exited,

    /// <summary>Its process is gone and so is everything it kept.</summary>
    Terminated,
}
