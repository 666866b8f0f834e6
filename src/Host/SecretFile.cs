namespace Entente.Host;

/// <summary>Files with a secret in them are not taken while other users of the machine can read them.</summary>
internal static class SecretFile
{
    public static bool OthersRead(string file) =>
        !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None;

    public static string Sentence(string file, string secret) => $"Others can read {file}, in which {secret} stands: chmod 600 {file}";
}
