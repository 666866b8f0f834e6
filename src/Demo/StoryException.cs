namespace Entente.Demo;

/// <summary>The story could not go on: what was refused, and by whom.</summary>
public sealed class StoryException(string message) : Exception(message);
