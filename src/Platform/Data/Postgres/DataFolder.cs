namespace Entente.Platform.Data.Postgres;

/// <summary>
/// The folder that holds everything Entente keeps, taken by one process: two apps must not share it unknowingly. The lock goes
/// with the process, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Takes the folder, creating it if need be; null when another process has it.</summary>
    public static DataFolder? Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            var file = System.IO.Path.Combine(path, "lock");
            return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => held.Dispose();
}
