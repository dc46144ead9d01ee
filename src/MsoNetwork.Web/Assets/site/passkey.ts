/** Makes a passkey, or signs in with one. The server gives the options and checks the answer; the form carries it. */
export function start(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const button = form.querySelector<HTMLButtonElement>('button')
  const status = form.querySelector<HTMLElement>('[role=status]')
  const answer = form.querySelector<HTMLInputElement>('input[name=credential]')
  if (!button || !status || !answer || !isPossible()) return
  button.hidden = false
  form.querySelector('.without')?.setAttribute('hidden', '')
  form.addEventListener('submit', event => {
    if (answer.value !== '') return
    event.preventDefault()
    status.textContent = ''
    button.disabled = true
    askDevice(form).then(
      credential => {
        answer.value = JSON.stringify(credential)
        form.submit()
      },
      () => {
        status.textContent = status.dataset.failed ?? '' // refused, cancelled or too late: the person can try again
        button.disabled = false
      },
    )
  })
}

function isPossible(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential
}

async function askDevice(form: HTMLFormElement): Promise<PublicKeyCredentialJSON> {
  const token = form.querySelector<HTMLInputElement>('input[name=__RequestVerificationToken]')?.value ?? ''
  const response = await fetch(form.dataset.options ?? '', {
    method: 'POST',
    headers: { Accept: 'text/html, application/json' },
    body: new URLSearchParams({ __RequestVerificationToken: token }),
  })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  const options = await response.json()
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('The device gave no passkey.')
  return credential.toJSON()
}
