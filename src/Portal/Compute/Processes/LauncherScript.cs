namespace Portal.Compute.Processes;

/// <summary>
/// The launcher: a shell that writes down who it is and then becomes the workload, which keeps its process id and start time.
/// Writing before becoming is what lets a launch be found again, whenever the portal dies. What it prints says why it could
/// not; when it prints nothing and its output ends, it has become the workload.
/// </summary>
internal static class LauncherScript
{
    /// <summary>The exit code of a launcher that found its launch begun or forbidden.</summary>
    public const int AlreadyBegun = 75;

    /// <summary>
    /// Arguments: the folder, the launch, the command and its arguments. A hard link appears complete or not at all and
    /// fails when the name exists. Without a session of its own (no <c>setsid</c> on this machine) the process at least does
    /// not die of a Ctrl-C meant for the portal.
    /// </summary>
    public const string Text = """
        exec 2>&1
        umask 077
        folder=$1 launch=$2
        shift 2
        command -v "$1" >/dev/null || { echo "There is no command '$1' on this machine."; exit 127; }
        read -r boot </proc/sys/kernel/random/boot_id
        read -r stat </proc/$$/stat
        stat=${stat##*) }
        nth() { shift "$1"; echo "$1"; }
        session=$(nth 4 $stat) start=$(nth 20 $stat)
        printf '%s %s %s\n' "$$" "$start" "$boot" >"$folder/launcher.$$" || exit 73
        ln "$folder/launcher.$$" "$folder/pid.$launch" 2>/dev/null
        linked=$?
        rm -f "$folder/launcher.$$"
        if [ "$linked" -ne 0 ]; then
            [ -e "$folder/pid.$launch" ] && exit 75
            echo "Cannot write in $folder."
            exit 73
        fi
        [ "$session" = "$$" ] || trap '' INT
        exec "$@" </dev/null >>"$folder/log" 2>&1
        """;
}
