namespace Entente.Platform.Data.Postgres;

/// <summary>
/// The folder that holds everything Entente keeps, taken by one process: two apps must not share it unknowingly. The lock goes
/// with the process, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockFile = "lock";
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Nobody's yet, or Entente ran in it before: only such a folder may be emptied.</summary>
    public static bool MayEmpty(string path) =>
        !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any() || File.Exists(System.IO.Path.Combine(path, LockFile));

    /// <summary>Takes the folder, creating it if need be; null when another process has it.</summary>
    public static DataFolder? Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            var file = System.IO.Path.Combine(path, LockFile);
            return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => held.Dispose();
}
