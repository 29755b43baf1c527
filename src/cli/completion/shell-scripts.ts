export const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof shells)[number];

/**
 * What each shell has to be told. All ask `stack __complete -- WORDS`, whose first line is `files` or `words`, and
 * whose others are a word each, a tab, and what it does.
 */
export const shellScripts: Readonly<Record<Shell, string>> = {
  bash: `# In ~/.bashrc: eval "$(stack completion bash)"
_stack_complete() {
  local line=\${COMP_LINE:0:COMP_POINT} kind='' word rest current cut
  local -a words
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  current=\${words[\${#words[@]}-1]}
  # Bash completes what is behind the last of these only.
  cut=\${current%"\${current##*[=:]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r word rest; do
    if [[ -z $kind ]]; then kind=$word; else COMPREPLY+=("\${word#"$cut"}"); fi
  done < <(stack __complete -- "\${words[@]:1}" 2>/dev/null)
  # Files are what it falls back to.
  [[ $kind == words ]] && compopt +o default 2>/dev/null
}
complete -o default -F _stack_complete stack
`,
  zsh: `#compdef stack
# In ~/.zshrc, after compinit: eval "$(stack completion zsh)"
_stack() {
  local line word description
  local -a lines entries
  lines=("\${(@f)$(stack __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $lines[1] == files ]]; then
    _files
    return
  fi
  for line in "\${(@)lines[2,-1]}"; do
    [[ -n $line ]] || continue
    word=\${\${line%%$'\\t'*}//:/\\\\:} description=\${line#*$'\\t'}
    entries+=("$word\${description:+:$description}")
  done
  _describe -t stack stack entries
}
if [[ $funcstack[1] == _stack ]]; then _stack "$@"; else compdef _stack stack; fi
`,
  fish: `# stack completion fish > ~/.config/fish/completions/stack.fish
function __stack_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (stack __complete -- $words[2..-1] "$current" 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path "$current"
    else
        printf '%s\\n' $lines[2..-1]
    end
end
# Another program of this name has completions in fish.
complete -c stack -e
complete -c stack -f -a '(__stack_complete)'
`,
  pwsh: `# In $PROFILE: stack completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName stack -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    # An empty word does not reach a program in every version.
    $next = if ($wordToComplete -eq '') { @('--next') } else { @() }
    $kind, $lines = @(stack __complete @next -- @words 2>$null)
    if ($kind -eq 'files') { return }
    foreach ($line in $lines) {
        $word, $description = $line -split "\`t", 2
        if (-not $description) { $description = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $description)
    }
}
`,
};
